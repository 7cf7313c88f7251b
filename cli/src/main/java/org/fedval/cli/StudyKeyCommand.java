package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.SigningKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The key of a study's owner, and what sites write into their policies. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Make the key that signs your bundles and studies, if FILE is not there yet, and print its"
            + " fingerprint. Give the fingerprint to the sites over a channel that they trust;"
            + " their policies name it. Keep the file.",
    footer = {"", "Example:", "  fedval study key owner.pem"})
final class StudyKeyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "Your private key, PKCS#8 in PEM; an existing one is only read.")
  private Path file;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudyKeyCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(file)) {
      SigningKeyFile.write(file, SigningKey.generate(new SecureRandom()));
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(SigningKeyFile.read(file).verifyingKey().fingerprint().text());
    screen.flush();
    return 0;
  }
}
