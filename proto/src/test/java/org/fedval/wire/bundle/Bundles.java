package org.fedval.wire.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.SecretBytes;

/** Small bundles for tests; the model's bytes are arbitrary, for nothing here runs them. */
public final class Bundles {
  public static final SigningKey OWNER = key(7);
  public static final byte[] MODEL =
      "not a real model, but 40 bytes of one...".getBytes(StandardCharsets.US_ASCII);

  static final String YAML =
      """
      schema: fedval.model/v1
      name: tiny
      version: "1.0"
      task: classification
      findings:
        - {name: covid, output: 1}
        - {name: pneumonia, output: 0}
      input:
        name: image
        type: float32
        layout: NCHW
        shape: [batch, 1, 8, 6]
      output:
        name: scores
        type: float32
        shape: [batch, 2]
        activation: sigmoid-in-graph
      preprocessing:
        recipe: fedval.cxr-grayscale/1
        height: 8
        width: 6
        mean: 0.5
        std: 0.25
        interpolation: bilinear-half-pixel-edge-clamp
        window: first-or-full-range
      operating_points:
        screening: 0.3
        balanced: 0.5
      canaries:
        count: 2
        seed: 11
        tolerance: 0.0001
      """;

  private Bundles() {}

  public static SigningKey key(int fill) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) fill);
    return SigningKey.fromSeed(SecretBytes.copyOf(seed));
  }

  static ModelSpec draft() throws ModelSpecException {
    return read(YAML);
  }

  public static ModelSpec filled() throws ModelSpecException {
    return draft().withExpected(List.of(List.of(0.25f, 0.1f), List.of(1.0e-7f, 0.99999994f)));
  }

  static ModelSpec read(String yaml) throws ModelSpecException {
    return ModelSpecReader.read("tiny.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
