"""How good suggestions and indicators are, against gold labels or decisions."""
