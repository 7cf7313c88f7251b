package org.fedval.wire.bundle;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Reads the archive's entries one after the other, each exactly where and as it must be. A length
 * is compared with its limit and with what is left of the file before memory is taken.
 */
final class BundleArchiveReader implements AutoCloseable {
  private final String fileName;
  private final MessageDigest digest = Sha256Digest.newSha256();
  private final InputStream in;
  private long left;

  BundleArchiveReader(Path file) throws IOException, BundleException {
    this.fileName = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new BundleException(fileName + ": no such file; give the path of a .fvb bundle.");
    }
    this.left = Files.size(file);
    this.in =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), digest);
  }

  /** Reads what is not a file, such as a bundle that is being opened in memory. */
  BundleArchiveReader(String name, InputStream bytes, long length) {
    this.fileName = name;
    this.left = length;
    this.in = new DigestInputStream(bytes, digest);
  }

  /** The file's name without its folders, for messages. */
  String fileName() {
    return fileName;
  }

  byte[] read(BundleEntry entry) throws IOException, BundleException {
    byte[] header = take(TarHeader.BLOCK, entry);
    long size = TarHeader.size(header);
    if (size < 0 || !Arrays.equals(header, TarHeader.of(entry.fileName(), size))) {
      throw new BundleException(
          entry == BundleEntry.MANIFEST
              ? fileName + ": not a Fedval bundle: manifest does not stand at its start."
              : fileName
                  + ": "
                  + entry.fileName()
                  + " does not stand where it must; "
                  + "the file was changed, fetch it again from the model's owner.");
    }
    if (size > entry.maxBytes()) {
      throw new BundleException(
          fileName
              + ": "
              + entry.fileName()
              + " is larger than the limit of "
              + entry.maxBytes()
              + " bytes.");
    }
    byte[] content = take((int) size, entry);
    requireZeros(take(TarHeader.padding(size), entry), entry.fileName());
    return content;
  }

  /** Requires the end marker and nothing after it; the digest of the whole file. */
  Sha256Digest end() throws IOException, BundleException {
    requireZeros(take(2 * TarHeader.BLOCK, BundleEntry.MODEL), "end marker after model.onnx");
    if (left != 0 || in.read() >= 0) {
      throw new BundleException(
          fileName + ": there are bytes after the end of the bundle; fetch the file again.");
    }
    return Sha256Digest.of(digest.digest());
  }

  private byte[] take(int length, BundleEntry entry) throws IOException, BundleException {
    try {
      if (length > left) {
        throw new EOFException();
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      left -= length;
      return bytes;
    } catch (EOFException e) {
      throw new BundleException(
          fileName + ": the file is cut off in " + entry.fileName() + "; fetch it again.");
    }
  }

  private void requireZeros(byte[] padding, String place) throws BundleException {
    for (byte value : padding) {
      if (value != 0) {
        throw new BundleException(
            fileName + ": changed bytes in the padding of " + place + "; fetch the file again.");
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
