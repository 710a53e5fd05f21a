"""Reports on goal attainment: what a scheme asks of those who got a grant, and what is wrong in what they answer."""
