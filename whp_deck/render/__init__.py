"""From a fitted plan to outputs: the deck, the packet, the handout, the outline, images. Reads no author's YAML."""
