"""Matrix, report, analyses, and the workbook written and taken back."""
