package org.fedval.agent.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes that are read where they lie when they are needed. Thread-safe; holds nothing open. */
interface ByteSource {
  /**
   * The bytes from a place; exactly {@code length} of them. A source in memory may hand out its own
   * array, which is not to be changed.
   *
   * @throws DicomFault UNREADABLE when they are not there
   */
  byte[] read(long position, int length) throws DicomFault;

  static ByteSource of(Path file) {
    return (position, length) -> {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        if (position + length > channel.size()) {
          throw gone();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(position);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw gone();
          }
        }
        return bytes.array();
      } catch (IOException | SecurityException e) {
        throw gone();
      }
    };
  }

  static ByteSource of(byte[] all) {
    return (position, length) -> {
      if (position < 0 || length < 0 || position > all.length - length) {
        throw gone();
      }
      return length == all.length
          ? all
          : Arrays.copyOfRange(all, (int) position, (int) position + length);
    };
  }

  private static DicomFault gone() {
    return DicomFault.unreadable("Pixel data cannot be read where it was found.")
        .at(Tag.PIXEL_DATA);
  }
}
