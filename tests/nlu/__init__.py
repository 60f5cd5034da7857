"""Understanding: data, pure functions, components, and what a trained model reaches."""
