package org.fedval.agent.preprocess;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.fedval.wire.bundle.ModelSpec;

/**
 * One batch of model input, float32 NCHW, in a direct buffer that is reused from batch to batch.
 * Not safe for threads: the inference thread alone fills and reads it.
 */
public final class InputTensor {
  private final int channels;
  private final int plane;
  private final int capacity;
  private final FloatBuffer values;
  private int size;

  public InputTensor(ModelSpec.Input input, int capacity) {
    this.channels = input.channels();
    this.plane = Math.multiplyExact(input.height(), input.width());
    this.capacity = capacity;
    int bytes =
        Math.multiplyExact(
            Math.multiplyExact(Math.multiplyExact(plane, channels), capacity), Float.BYTES);
    this.values = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Appends one image, its one channel replicated to every channel of the input. */
  public void add(float[] channel) {
    if (channel.length != plane || size == capacity) {
      throw new IllegalStateException("wrong plane size or full batch");
    }
    int at = size * channels * plane;
    for (int c = 0; c < channels; c++) {
      values.put(at + c * plane, channel);
    }
    size++;
  }

  /** A view of the first channel of one image. */
  public FloatBuffer plane(int image) {
    if (image < 0 || image >= size) {
      throw new IllegalArgumentException("there is no such image in the batch");
    }
    int at = image * channels * plane;
    return values.duplicate().position(at).limit(at + plane);
  }

  public void clear() {
    size = 0;
  }

  /** Images that fit. */
  public int capacity() {
    return capacity;
  }

  /** Images in the batch. */
  public int size() {
    return size;
  }

  public boolean full() {
    return size == capacity;
  }

  /** A view of the filled part, position 0, limit at its end. */
  public FloatBuffer values() {
    return values.duplicate().position(0).limit(size * channels * plane);
  }
}
