"""Checks the chain of a ledger of create-dump (../keeping.md), and prints its length and its Merkle root (RFC 6962).

python3 check-ledger.py dumps/archives/ledger.jsonl
"""

import base64, hashlib, json, sys


def digest(data):
    return hashlib.sha256(data).digest()


def root(lines):
    if len(lines) == 0:
        return digest(b'')
    if len(lines) == 1:
        return digest(b'\0' + lines[0])
    split = 1 << ((len(lines) - 1).bit_length() - 1)
    return digest(b'\1' + root(lines[:split]) + root(lines[split:]))


lines = open(sys.argv[1], 'rb').read().split(b'\n')[:-1]
previous = '0' * 64
for number, line in enumerate(lines, 1):
    record = json.loads(line)
    if record['seq'] != number or record['prev'] != previous:
        sys.exit(f'line {number} does not continue the line before')
    previous = digest(line).hex()
print(len(lines), base64.b64encode(root(lines)).decode())
