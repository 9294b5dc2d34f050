"""Matrix, cell, report and analyses of a study; the workbook, exported and imported."""
