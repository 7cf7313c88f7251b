package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.SigningKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "endorser-key",
    mixinStandardHelpOptions = true,
    description =
        "Endorsing office: make the office's key once, and print the public key that each hospital"
            + " pins with 'fedval roster approve --endorser'. Keep the file offline.",
    footer = {"", "Example:", "  fedval roster endorser-key --out office.pem"})
final class RosterEndorserKeyCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the private key; an existing file is kept and refused.")
  private Path out;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterEndorserKeyCommand() {}

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out)) {
      throw new CliException(out + " exists already; choose another file.");
    }
    SigningKey key = SigningKey.generate(new SecureRandom());
    SigningKeyFile.write(out, key);
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(
        "Public key   %s%nFingerprint  %s%n",
        key.verifyingKey().hex(), key.verifyingKey().fingerprint().text());
    screen.flush();
    return 0;
  }
}
