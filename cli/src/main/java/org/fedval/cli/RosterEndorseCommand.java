package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.files.SigningKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "endorse",
    mixinStandardHelpOptions = true,
    description = {
      "Endorsing office, such as a hospital federation or a data protection office: vouch that a"
          + " public key belongs to a hospital. Works offline.",
      "Ask the hospital for its public key ('fedval roster show' prints it there) and compare the"
          + " fingerprint that this command prints with the hospital by phone before you hand the"
          + " file out. Sites that pinned your key then trust the hospital until the day you give."
    },
    footer = {
      "",
      "Example:",
      "  fedval roster endorse --key office.pem --site site-a --organisation \"General Hospital A\" \\",
      "    --public-key 3b6a...29 --until 2027-12-31 --out site-a.endorsement"
    })
final class RosterEndorseCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The office's private key, from 'fedval roster endorser-key'.")
  private Path key;

  @Option(names = "--site", required = true, paramLabel = "ID", description = "The site's id.")
  private String site;

  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "NAME",
      description = "The hospital's name, exactly as in the roster.")
  private String organisation;

  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "KEY",
      description = "The site's public key, 64 digits.")
  private String publicKey;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DATE",
      description = "Last day of the endorsement (UTC), such as 2027-12-31.")
  private LocalDate until;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the endorsement; it is no secret.")
  private Path out;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterEndorseCommand() {}

  @Override
  public Integer call() throws Exception {
    SigningKey office = SigningKeyFile.read(key);
    VerifyingKey member = RosterApproveCommand.publicKey("--public-key", publicKey);
    try {
      Endorsement endorsement =
          new Endorsement(
              site,
              organisation,
              member,
              until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
      EndorsementFile.write(
          out, SignedBody.signOutside(Endorsement.TYPE, endorsement.encode(), office));
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new CliException(
          "--site and --organisation must be names of at most 256 bytes in composed characters.");
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(
        "Endorsed %s, %s, until %s.%nIts fingerprint is %s; compare it with the hospital now.%n",
        site, organisation, until, member.fingerprint().text());
    screen.printf("Give %s to the coordinator's operator.%n", out);
    screen.flush();
    return 0;
  }
}
