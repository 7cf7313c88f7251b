package org.fedval.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fedval.crypto.primitive.Sha256Digest;

/** Sealed bundles by their digest, one file each; a file is there only when it is whole. */
public final class BundleStore {
  /** The largest bundle that is taken. */
  public static final long MAX_BYTES = 2L << 30;

  private static final String SUFFIX = ".sealed";

  private final Path folder;
  private final long maxBytes;

  public BundleStore(Path folder) {
    this(folder, MAX_BYTES);
  }

  BundleStore(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  public boolean has(Sha256Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  private Path path(Sha256Digest digest) {
    return folder.resolve(digest.hex() + SUFFIX);
  }

  public long size(Sha256Digest digest) throws IOException {
    return Files.size(path(digest));
  }

  /** The first bytes, at most so many. */
  public byte[] start(Sha256Digest digest, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path(digest))) {
      return in.readNBytes(length);
    }
  }

  /** Removes a bundle; one that is not here is fine. */
  public void remove(Sha256Digest digest) throws IOException {
    Files.deleteIfExists(path(digest));
  }

  /** The bytes from an offset to the end. */
  public InputStream open(Sha256Digest digest, long offset) throws IOException {
    InputStream in = Files.newInputStream(path(digest));
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Removes what uploads of an earlier process left half-received. */
  public void discardLeftovers() throws IOException {
    List<Path> left;
    try (Stream<Path> children = Files.list(folder)) {
      left = children.filter(BundleStore::isPart).toList();
    }
    for (Path part : left) {
      Files.deleteIfExists(part);
    }
  }

  /** Removes every bundle but these: uploads whose study was refused or is over. */
  public void keepOnly(Set<Sha256Digest> needed) throws IOException {
    Set<Path> kept = needed.stream().map(this::path).collect(Collectors.toSet());
    List<Path> left;
    try (Stream<Path> children = Files.list(folder)) {
      left = children.filter(f -> f.toString().endsWith(SUFFIX) && !kept.contains(f)).toList();
    }
    for (Path bundle : left) {
      Files.deleteIfExists(bundle);
    }
  }

  private static boolean isPart(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("upload-") && name.endsWith(".part");
  }

  /** Starts an upload. */
  public Upload begin(Sha256Digest announced) throws IOException {
    Path part = Files.createTempFile(folder, "upload-", ".part");
    return new Upload(part, path(announced), announced, maxBytes);
  }

  /** One upload in the making; closing it without {@link #finish} leaves nothing behind. */
  public static final class Upload implements AutoCloseable {
    private final Path part;
    private final Path target;
    private final Sha256Digest announced;
    private final DigestOutputStream out;
    private final long maxBytes;
    private long size;

    private Upload(Path part, Path target, Sha256Digest announced, long maxBytes)
        throws IOException {
      this.part = part;
      this.maxBytes = maxBytes;
      this.target = target;
      this.announced = announced;
      MessageDigest sha = Sha256Digest.newSha256();
      OutputStream file = Files.newOutputStream(part);
      this.out = new DigestOutputStream(file, sha);
    }

    /** Appends; false when the bundle would become too large. */
    public boolean append(byte[] data) throws IOException {
      size += data.length;
      if (size > maxBytes) {
        return false;
      }
      out.write(data);
      return true;
    }

    /** Puts the file in its place; false when its digest is not the announced one. */
    public boolean finish() throws IOException {
      out.close();
      if (!Sha256Digest.of(out.getMessageDigest().digest()).equals(announced)) {
        return false;
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(part);
    }
  }
}
