"""The categories, as the administration words and offers them; what they mean for a case stays in the rules."""
