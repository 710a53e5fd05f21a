"""What the office does with reports: who has them, what state they are in, questions, notes and deadlines."""
