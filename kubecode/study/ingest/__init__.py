"""Read transcripts, reconcile them with the stored ones, and suggest codings."""
