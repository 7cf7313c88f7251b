package org.fedval.crypto.secagg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps masked vectors in memory: for tests, simulations and small sessions. Thread-safe. */
public final class InMemoryVectorStore implements VectorStore {
  private final Map<Integer, byte[]> vectors = new ConcurrentHashMap<>();

  @Override
  public void put(int site, byte[] maskedVector) {
    vectors.put(site, maskedVector.clone());
  }

  @Override
  public void stream(int site, ChunkSink sink) {
    byte[] vector = vectors.get(site);
    if (vector == null) {
      throw new IllegalArgumentException("No vector is kept for this site.");
    }
    sink.accept(vector, vector.length);
  }
}
