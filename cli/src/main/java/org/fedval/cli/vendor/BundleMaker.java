package org.fedval.cli.vendor;

import java.io.IOException;
import java.nio.file.Path;
import org.fedval.agent.inference.CanaryCheck;
import org.fedval.agent.inference.CanaryRefusedException;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/** Makes a locked bundle: runs the canaries on this CPU, fills in their scores, packs and signs. */
public final class BundleMaker {
  private BundleMaker() {}

  /**
   * Writes the bundle and reads it back.
   *
   * @param draft the owner's specification without canary scores
   * @param threads threads inside an operator
   */
  public static LockedBundle make(
      Path out, ModelSpec draft, byte[] onnx, SigningKey owner, int threads)
      throws ModelRefusedException, CanaryRefusedException, BundleException, IOException {
    ModelSpec filled;
    try (OnnxEngine engine = OnnxEngine.load(onnx, draft, threads)) {
      filled = draft.withExpected(CanaryCheck.scores(engine, draft));
      CanaryCheck.check(engine, filled);
    } catch (EngineLostException e) {
      throw new AssertionError("the engine is in this process", e);
    }
    BundleWriter.write(out, filled, onnx, owner);
    return LockedBundle.read(out);
  }
}
