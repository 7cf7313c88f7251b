package org.fedval.wire.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.sealed.SealedStream;

/** The plaintext of a sealed stream, one segment of it in memory at a time; wiped when closed. */
final class OpenedStream extends InputStream {
  private final InputStream sealed;
  private final SealedStream.Opener opener;
  private final byte[] closed = new byte[SealedHeader.SEGMENT_BYTES + SealedHeader.TAG_BYTES];
  private final byte[] plain = new byte[SealedHeader.SEGMENT_BYTES];
  private int at;
  private int end;

  OpenedStream(InputStream sealed, SealedStream.Opener opener) {
    this.sealed = sealed;
    this.opener = opener;
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int taken = Math.min(length, end - at);
    System.arraycopy(plain, at, target, offset, taken);
    at += taken;
    return taken;
  }

  /** False at the end of the bundle, which is the end of the file as well. */
  private boolean fill() throws IOException {
    while (at == end) {
      int next = opener.nextSealedBytes();
      int read = sealed.readNBytes(closed, 0, Math.max(1, next));
      if (next < 0 && read == 0) {
        return false;
      }
      end = opener.accept(closed, read, plain);
      at = 0;
    }
    return true;
  }

  @Override
  public void close() {
    Arrays.fill(plain, (byte) 0);
    at = 0;
    end = 0;
  }
}
