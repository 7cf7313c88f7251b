package org.fedval.agent.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file's bytes. The file is opened for every read; short reads share one, so that a file of very
 * many very small frames is not opened for each of them.
 */
final class FileBytes implements ByteSource {
  private static final int WINDOW_BYTES = 1 << 16;

  private final Path file;
  private byte[] window = new byte[0];
  private long windowStart;

  FileBytes(Path file) {
    this.file = file;
  }

  @Override
  public synchronized byte[] read(long position, int length) throws DicomFault {
    if (length >= WINDOW_BYTES) {
      return load(position, length, length);
    }
    if (position < windowStart || position + length > windowStart + window.length) {
      window = load(position, length, WINDOW_BYTES);
      windowStart = position;
    }
    int start = (int) (position - windowStart);
    return Arrays.copyOfRange(window, start, start + length);
  }

  /** From {@code least} bytes up to {@code most}, fewer only at the end of the file. */
  private byte[] load(long position, int least, int most) throws DicomFault {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long there = channel.size() - position;
      if (there < least) {
        throw ByteSource.gone();
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(there, most));
      channel.position(position);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw ByteSource.gone();
        }
      }
      return bytes.array();
    } catch (IOException | SecurityException e) {
      throw ByteSource.gone();
    }
  }
}
