package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.client.StudyPacker;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.cli.input.PinOptions;
import org.fedval.crypto.log.LogConsistency;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.log.SignedNote;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.wire.submission.RosterFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Check offline that an entry is in the log under a head that the coordinator signed, or"
            + " that the log only grew between two heads. Exit code 1 when it does not hold.",
    footer = {
      "",
      "Examples:",
      "  fedval log verify --entry entry-12.bin --proof proof-12.txt \\",
      "    --coordinator-key coordinator.pub",
      "  fedval log verify --checkpoint checkpoint-40.txt --consistency consistency-40-96.txt \\",
      "    --coordinator-key coordinator.pub --roster-file roster-3.fvr"
    })
final class LogVerifyCommand implements Callable<Integer> {
  private static final int MAX_ENTRY_BYTES = 4 * 1024;
  private static final int MAX_TEXT_BYTES = 4 * SignedNote.MAX_CHARACTERS;

  @Option(names = "--entry", paramLabel = "FILE", description = "The entry's exact bytes.")
  private @Nullable Path entry;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Its inclusion proof (C2SP tlog-proof).")
  private @Nullable Path proof;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A signed head that you kept earlier (C2SP tlog-checkpoint).")
  private @Nullable Path checkpoint;

  @Option(
      names = "--consistency",
      paramLabel = "FILE",
      description = "The proof from that head to a newer one.")
  private @Nullable Path consistency;

  @Option(
      names = "--coordinator-key",
      required = true,
      paramLabel = "KEY",
      description =
          "The coordinator's key as you know it from elsewhere: the file coordinator.pub or 64"
              + " hexadecimal digits.")
  private String coordinatorKey;

  @Option(
      names = "--roster-file",
      paramLabel = "FILE",
      description = "A roster; says how many of its sites cosigned the head.")
  private @Nullable Path rosterFile;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  LogVerifyCommand() {}

  @Override
  public Integer call() throws CliException, IOException, RefusedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      SignedCheckpoint head;
      if (entry != null && proof != null && checkpoint == null && consistency == null) {
        head = included(entry, proof, out);
      } else if (entry == null && proof == null && checkpoint != null && consistency != null) {
        head = grown(checkpoint, consistency, out);
      } else {
        throw new ParameterException(
            spec.commandLine(),
            "log verify takes --entry with --proof, or --checkpoint with --consistency.");
      }
      if (head == null) {
        return 1;
      }
      witnesses(head, out);
      return 0;
    } catch (MalformedBody e) {
      out.println("NOT VERIFIED: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private @Nullable SignedCheckpoint included(Path entryFile, Path proofFile, PrintWriter out)
      throws CliException, IOException {
    byte[] bytes = InputFile.read(entryFile, MAX_ENTRY_BYTES);
    LogProof read = LogProof.verified(text(proofFile), log());
    if (!read.proves(bytes)) {
      out.println("NOT VERIFIED: this proof is not for this entry.");
      return null;
    }
    LogEntry what = LogEntry.decode(bytes);
    out.printf(
        "Verified: entry %d, %s at %s, is in the log of %d entries that the coordinator signed.%n",
        read.index(),
        what.event(),
        Instant.ofEpochSecond(what.time()),
        read.checkpoint().checkpoint().size());
    out.println("Digest of its body: " + what.bodyHash().hex());
    return read.checkpoint();
  }

  private @Nullable SignedCheckpoint grown(Path olderFile, Path proofFile, PrintWriter out)
      throws CliException, IOException {
    NoteKey log = log();
    SignedCheckpoint older = SignedCheckpoint.verified(text(olderFile), log);
    LogConsistency read = LogConsistency.verified(text(proofFile), log);
    if (!read.leadsFrom(older.checkpoint())) {
      out.println(
          "NOT VERIFIED: the newer log does not begin with the older one, or the proof is for"
              + " another pair of heads.");
      return null;
    }
    out.printf(
        "Verified: the log of %d entries begins with the log of %d entries that you kept.%n",
        read.newer().checkpoint().size(), older.checkpoint().size());
    return read.newer();
  }

  private void witnesses(SignedCheckpoint head, PrintWriter out)
      throws CliException, IOException, RefusedException {
    if (rosterFile != null) {
      List<VerifyingKey> sites =
          StudyPacker.of(InputFile.read(rosterFile, RosterFile.MAX_BYTES), null).sites();
      out.printf(
          "Cosigned by %d of the roster's %d sites.%n", head.cosigners(sites).size(), sites.size());
    }
  }

  private NoteKey log() throws CliException, IOException {
    VerifyingKey key = PinOptions.read(coordinatorKey, List.of()).coordinator();
    if (key == null) {
      throw new CliException(
          "--coordinator-key: a fingerprint names the key but is not the key; give coordinator.pub"
              + " or its 64 hexadecimal digits.");
    }
    return NoteKey.log(key);
  }

  private static String text(Path file) throws CliException, IOException {
    return new String(InputFile.read(file, MAX_TEXT_BYTES), StandardCharsets.UTF_8);
  }
}
