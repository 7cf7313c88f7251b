package org.fedval.crypto.secagg;

import org.fedval.crypto.primitive.Sha256Digest;

/** What a site keeps of a finished session: hashes only. */
public record SessionReceipt(
    Sha256Digest sid,
    Sha256Digest h3,
    Sha256Digest gateHash,
    Sha256Digest resultHash,
    long logIndex) {}
