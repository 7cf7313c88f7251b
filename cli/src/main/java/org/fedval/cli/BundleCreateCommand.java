package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.fedval.agent.inference.OnnxModelCheck;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.files.SigningKeyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description =
        "Check a model, compute its canary scores on this CPU, pack and sign it as one file.",
    footer = {
      "",
      "Example:",
      "  fedval bundle create --model net.onnx --model-spec net.yaml --out net.fvb --key owner.pem"
    })
final class BundleCreateCommand implements Callable<Integer> {
  @Option(names = "--model", required = true, paramLabel = "FILE", description = "ONNX model.")
  private Path model;

  @Option(
      names = "--model-spec",
      required = true,
      paramLabel = "FILE",
      description = "What the model is and how it must be used (schema fedval.model/v1).")
  private Path modelSpec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .fvb to write.")
  private Path out;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The owner's Ed25519 private key (PKCS#8 PEM, mode 0600). Without it a development key"
              + " is made beside the bundle and used again the next time.")
  private @Nullable Path key;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BundleCreateCommand() {}

  @Override
  public Integer call() throws Exception {
    ModelSpec draft =
        ModelSpecReader.read(
            String.valueOf(modelSpec.getFileName()),
            InputFile.read(modelSpec, ModelSpecReader.MAX_BYTES));
    byte[] onnx = InputFile.read(model, OnnxModelCheck.MAX_BYTES);
    if (out.getParent() != null && !Files.isDirectory(out.getParent())) {
      throw new CliException("the folder " + out.getParent() + " does not exist; make it first.");
    }
    LockedBundle bundle = BundleMaker.make(out, draft, onnx, ownerKey(), InferCommand.cores());
    BundleReport report = BundleReport.of(out, bundle);
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(json ? report.json() : report.summary());
    screen.flush();
    return 0;
  }

  private SigningKey ownerKey() throws Exception {
    if (key != null) {
      return SigningKeyFile.read(key);
    }
    Path development = out.resolveSibling(out.getFileName() + ".key");
    PrintWriter notes = spec.commandLine().getErr();
    if (!Files.exists(development)) {
      SigningKeyFile.write(development, SigningKey.generate(new SecureRandom()));
      notes.println("Made a development key: " + development + ". Keep a real key elsewhere.");
    } else {
      notes.println("Signing with the development key " + development + ".");
    }
    notes.flush();
    return SigningKeyFile.read(development);
  }
}
