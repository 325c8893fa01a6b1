"""What `templates/packet.docx` is made from; `make_packet_docx.py` puts it together."""
