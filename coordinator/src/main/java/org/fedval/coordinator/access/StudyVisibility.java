package org.fedval.coordinator.access;

import java.util.function.Predicate;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Which studies a visitor may see: administrators all of them, a vendor those of its party, and
 * everybody those that they were made a member of. To all others a study does not exist.
 */
public interface StudyVisibility {
  /** Whether this visitor may see the study of this digest. */
  boolean sees(Visitor visitor, Sha256Digest study);

  /** The same for many studies, asked of the database once; good for one list or page. */
  default Predicate<Sha256Digest> of(Visitor visitor) {
    return study -> sees(visitor, study);
  }
}
