"""Pictures of paper read: straightened, their lines found, their characters recognised.

Nothing here is loaded unless a picture is read: it needs the extra ``gongkai[ocr]``.
"""
