package org.fedval.crypto.secagg;

/** Where the coordinator keeps masked vectors until the survivor set is known. */
public interface VectorStore {
  /** Keeps a site's masked vector; a later call for the same site replaces it. */
  void put(int site, byte[] maskedVector);

  /** Hands a kept vector out in order, in chunks of a multiple of 8 bytes but for the last. */
  void stream(int site, ChunkSink sink);

  /** Takes chunks. */
  interface ChunkSink {
    /** Takes {@code chunk[0..length)}; the array may be reused after the call. */
    void accept(byte[] chunk, int length);
  }
}
