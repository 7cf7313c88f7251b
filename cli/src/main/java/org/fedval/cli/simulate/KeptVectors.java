package org.fedval.cli.simulate;

import org.fedval.crypto.secagg.VectorStore;

/** Vectors that an earlier run of the coordinator left in files; taking one again keeps it. */
record KeptVectors(SpilledVectors vectors) implements VectorStore {
  @Override
  public void put(int site, byte[] maskedVector) {}

  @Override
  public void stream(int site, ChunkSink sink) {
    vectors.stream(site, sink);
  }
}
