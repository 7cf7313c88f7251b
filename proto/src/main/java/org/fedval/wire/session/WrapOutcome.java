package org.fedval.wire.session;

import org.fedval.crypto.secagg.body.SignedBody;

/** Whether a site gets the key of a study's bundle. */
public sealed interface WrapOutcome {

  /** The key, closed to the site: a ModelWrap body signed by the model's owner. */
  record Released(SignedBody wrap) implements WrapOutcome {}

  /** Not given. {@code code} is stable, {@code sentence} for people. */
  record Withheld(String code, String sentence) implements WrapOutcome {}
}
