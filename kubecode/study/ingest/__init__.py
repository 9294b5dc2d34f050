"""From files to a tagged study: read transcripts, reconcile them with stored ones, suggest codings."""
