package org.fedval.cli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows as the peers read them: little-endian doubles, then one byte a class, 0 or 1. */
final class RowsFile {
  private static final int BLOCK = 1 << 16;

  private RowsFile() {}

  static void write(Path file, double[] scores, boolean[] positive) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < scores.length; from += BLOCK) {
        int rows = Math.min(BLOCK, scores.length - from);
        block.clear();
        block.asDoubleBuffer().put(scores, from, rows);
        out.write(block.array(), 0, rows * Double.BYTES);
      }
      byte[] classes = block.array();
      for (int from = 0; from < scores.length; from += BLOCK) {
        int rows = Math.min(BLOCK, scores.length - from);
        for (int i = 0; i < rows; i++) {
          classes[i] = (byte) (positive[from + i] ? 1 : 0);
        }
        out.write(classes, 0, rows);
      }
    }
  }
}
