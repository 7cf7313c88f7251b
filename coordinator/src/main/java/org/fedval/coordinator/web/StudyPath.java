package org.fedval.coordinator.web;

import io.javalin.http.Context;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.crypto.primitive.Sha256Digest;

/** The study that {@code {study}} in a path names: its digest in hexadecimal. */
public final class StudyPath {
  private static final int DIGITS = 2 * Sha256Digest.BYTES;

  private StudyPath() {}

  /**
   * The digest, if the visitor may see a study of it.
   *
   * @throws Problem the same whether the path names no digest, a missing study or another's
   */
  public static Sha256Digest visible(Context request, Visitor visitor, StudyVisibility visibility) {
    String text = request.pathParam("study");
    if (text.length() != DIGITS || !text.matches("[0-9a-f]+")) {
      throw Problem.notFound();
    }
    Sha256Digest study = Sha256Digest.parse(text);
    if (!visibility.sees(visitor, study)) {
      throw Problem.notFound();
    }
    return study;
  }
}
