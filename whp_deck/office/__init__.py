"""What PowerPoint can and python-pptx cannot, each in one small module; the only raw XML. Opens no YAML."""
