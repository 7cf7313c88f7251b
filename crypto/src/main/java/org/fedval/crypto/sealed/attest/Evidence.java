package org.fedval.crypto.sealed.attest;

import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;

/**
 * What a platform says about itself: its kind ("sev-snp", "tdx", "nvidia-cc", "none") and the
 * vendor's own document of at most {@link #MAX_DOCUMENT_BYTES} bytes, which only a verifier of that
 * kind can read.
 */
public record Evidence(String type, Octets document) {
  /** Largest document: 256 KiB. */
  public static final int MAX_DOCUMENT_BYTES = 256 * 1024;

  public Evidence {
    FvcText.check(type);
    if (document.size() > MAX_DOCUMENT_BYTES) {
      throw new MalformedBody("An attestation document is larger than 256 KiB.");
    }
  }
}
