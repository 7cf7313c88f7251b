package org.fedval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/** An endorsement in a text file: PEM of the 64 signature bytes and the body. No secret. */
final class EndorsementFile {
  private static final String TYPE = "FEDVAL ENDORSEMENT";
  private static final int SIGNATURE_BYTES = 64;

  private EndorsementFile() {}

  static void write(Path file, SignedBody endorsement) throws IOException {
    byte[] body = endorsement.body();
    byte[] both = Arrays.copyOf(endorsement.signature(), SIGNATURE_BYTES + body.length);
    System.arraycopy(body, 0, both, SIGNATURE_BYTES, body.length);
    PrivateFiles.writePublic(file, Pem.encode(TYPE, List.of(both)));
  }

  static SignedBody read(Path file) throws CliException, IOException {
    byte[] both =
        Pem.decode(TYPE, PrivateFiles.readPublic(file, Pem.LIMIT_BYTES), file.toString()).get(0);
    try {
      SignedBody signed =
          new SignedBody(
              Arrays.copyOfRange(both, SIGNATURE_BYTES, Math.max(SIGNATURE_BYTES, both.length)),
              Arrays.copyOf(both, SIGNATURE_BYTES));
      Endorsement.decode(signed.body());
      return signed;
    } catch (MalformedBody e) {
      throw new CliException(
          file + " holds no endorsement; ask the endorsing office for it again.");
    }
  }
}
