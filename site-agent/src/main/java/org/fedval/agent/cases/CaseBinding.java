package org.fedval.agent.cases;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * All that a score depends on beside its image. A journal of another binding does not stand.
 *
 * @param study digest of the study's definition
 * @param studyId the study's own name
 * @param expires end of the study, Unix time in seconds
 * @param models digests of the locked bundles; empty in a feasibility study
 * @param findings what the scores are of, in their order
 * @param provider what runs the model, such as {@code cpu}
 * @param software versions of this software and of what it computes with
 * @param batch images a model call
 * @param threads threads inside an operator of the model
 */
public record CaseBinding(
    Sha256Digest study,
    String studyId,
    long expires,
    List<Sha256Digest> models,
    List<String> findings,
    String provider,
    String software,
    int batch,
    int threads) {
  public CaseBinding {
    models = List.copyOf(models);
    findings = List.copyOf(findings);
  }

  Sha256Digest digest() {
    FvcWriter out =
        FvcWriter.labelled("case-binding")
            .digest(study)
            .u64(expires)
            .vec(utf8(studyId))
            .vec(utf8(provider))
            .vec(utf8(software))
            .u32(batch)
            .u32(threads);
    out.list(models, out::digest);
    out.list(findings, name -> out.vec(utf8(name)));
    return out.hash();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
