package org.fedval.wire.sealed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/**
 * What the coordinator learns of a model, in canonical form: {@code L("ModelDescription") ||
 * text(format) || text(name) || text(version) || ownerKey[32] || bundle sha256[32] || model
 * sha256[32] || lst(text(finding)) || lst(text(point) || text(threshold))}. Enough to lock a study
 * and to write its report; no weights, no canaries, no preprocessing.
 *
 * @param bundleDigest SHA-256 of the plain {@code .fvb} file
 * @param modelDigest SHA-256 of {@code model.onnx} inside
 * @param findings in score order
 * @param operatingPoints with their locked thresholds, 0 to 1
 */
public record ModelDescription(
    String modelName,
    String version,
    VerifyingKey owner,
    Sha256Digest bundleDigest,
    Sha256Digest modelDigest,
    List<String> findings,
    List<OperatingPoint> operatingPoints) {
  /** The only format that this version reads and writes. */
  public static final String FORMAT = "fedval.description/v1";

  /** The longest description that is read. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String LABEL = "ModelDescription";
  private static final int MAX_FINDINGS = 64;
  private static final int MAX_POINTS = 16;

  public ModelDescription {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
    requireNames(findings);
    requireNames(operatingPoints.stream().map(OperatingPoint::name).toList());
    requireNames(List.of(modelName));
    requireNames(List.of(version));
    for (OperatingPoint point : operatingPoints) {
      require(point.threshold() >= 0 && point.threshold() <= 1);
    }
  }

  /** The description of a verified bundle; the same bundle always gives the same. */
  public static ModelDescription of(LockedBundle bundle) {
    ModelSpec spec = bundle.spec();
    return new ModelDescription(
        spec.name(),
        spec.version(),
        bundle.manifest().owner(),
        bundle.bundleDigest(),
        bundle.modelDigest(),
        spec.findingNames(),
        spec.operatingPoints());
  }

  /** SHA-256 of the body; it stands in the bundle's manifest. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out =
        FvcWriter.labelled(LABEL)
            .text(FORMAT)
            .text(modelName)
            .text(version)
            .raw(owner.toByteArray())
            .digest(bundleDigest)
            .digest(modelDigest);
    return out.list(findings, out::text)
        .list(operatingPoints, p -> out.text(p.name()).text(Double.toString(p.threshold())))
        .toByteArray();
  }

  /**
   * Reads a body.
   *
   * @throws MalformedBody when the bytes are not exactly one canonical description
   */
  public static ModelDescription decode(byte[] body) {
    FvcReader in = FvcReader.open(body, LABEL);
    require(in.text().equals(FORMAT));
    ModelDescription description =
        new ModelDescription(
            in.text(),
            in.text(),
            in.verifyingKey(),
            in.digest(),
            in.digest(),
            in.list(MAX_FINDINGS, Integer.BYTES, in::text),
            in.list(
                MAX_POINTS,
                2 * Integer.BYTES,
                () -> new OperatingPoint(name(in.text()), threshold(in.text()))));
    in.end();
    return description;
  }

  /** The one decimal form of a double that Java writes. */
  private static double threshold(String text) {
    try {
      double value = Double.parseDouble(text);
      require(Double.isFinite(value) && Double.toString(value).equals(text));
      return value;
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static String name(String text) {
    require(ModelSpec.isName(text));
    return text;
  }

  private static void requireNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    require(!names.isEmpty());
    for (String name : names) {
      require(ModelSpec.isName(name) && seen.add(name));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw malformed();
    }
  }

  private static MalformedBody malformed() {
    return new MalformedBody("The description of the model is not a canonical " + FORMAT + ".");
  }
}
