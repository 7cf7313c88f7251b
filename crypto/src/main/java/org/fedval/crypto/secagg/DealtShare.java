package org.fedval.crypto.secagg;

import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/** What one dealer gave one holder: the signed ShareKeys and the row for that holder. */
public record DealtShare(SignedBody shareKeys, ShareRow row) {}
