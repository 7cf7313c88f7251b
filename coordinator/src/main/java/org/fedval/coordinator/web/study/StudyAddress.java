package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** Where a study's pages are: under the digest of its definition, which never changes. */
public final class StudyAddress {
  /** As routes write it. */
  public static final String PATTERN = "/studies/{study}";

  private StudyAddress() {}

  /** The page of a study. */
  public static String of(Sha256Digest study) {
    return "/studies/" + study.hex();
  }

  /** The page of its report. */
  public static String report(Sha256Digest study) {
    return of(study) + "/report";
  }

  /**
   * The study that a request names, if this visitor may see it.
   *
   * @throws Problem the same whether there is none or it is not for this visitor
   */
  public static Sha256Digest visible(Context request, Visitor visitor, StudyVisibility visibility) {
    Sha256Digest study;
    try {
      study = Sha256Digest.parse(request.pathParam("study"));
    } catch (MalformedBody e) {
      throw Problem.notFound();
    }
    if (!visibility.sees(visitor, study)) {
      throw Problem.notFound();
    }
    return study;
  }
}
