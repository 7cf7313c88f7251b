package org.fedval.agent.dicom.codec;

/**
 * The image and tile sizes of a codestream (T.800 A.5.1), already those of the frame.
 *
 * @param precision bits of a sample, the same in all components
 * @param signed whether samples are two's complement
 * @param left the image's offset in the reference grid
 * @param top likewise
 * @param width of the image
 * @param height of the image
 * @param components how many
 * @param tiles how many, at most 65,535
 * @param grid of the tiles
 */
record Jpeg2000Size(
    int precision,
    boolean signed,
    int left,
    int top,
    int width,
    int height,
    int components,
    int tiles,
    TileGrid grid) {
  /** Offset and size of the first tile in the reference grid. */
  record TileGrid(int left, int top, int width, int height) {}

  /** Of one frame; the library needs about eight bytes for each. */
  private static final int MOST_SAMPLES = 1 << 25;

  static Jpeg2000Size read(Codestream segment, FrameShape shape) throws CodecException {
    segment.u16(); // capabilities: what they promise is checked where it is used
    long[] sizes = new long[8];
    for (int i = 0; i < 8; i++) {
      sizes[i] = (long) segment.u16() << 16 | segment.u16();
    }
    requireGrid(sizes);
    if (sizes[0] - sizes[2] != shape.columns() || sizes[1] - sizes[3] != shape.rows()) {
      throw new CodecException("The codestream's size is not that of the image attributes.");
    }
    if (segment.u16() != shape.samplesPerPixel()) {
      throw new CodecException("The codestream has not the components that the attributes say.");
    }
    if ((long) shape.rows() * shape.columns() * shape.samplesPerPixel() > MOST_SAMPLES) {
      throw new CodecException("The image is too large for the JPEG 2000 decoder.");
    }
    long tiles = ceiling(sizes[0] - sizes[6], sizes[4]) * ceiling(sizes[1] - sizes[7], sizes[5]);
    if (tiles > 65535) {
      throw new CodecException("The codestream has too many tiles.");
    }
    int depth = depth(segment, shape);
    return new Jpeg2000Size(
        (depth & 0x7F) + 1,
        depth > 0x7F,
        (int) sizes[2],
        (int) sizes[3],
        shape.columns(),
        shape.rows(),
        shape.samplesPerPixel(),
        (int) tiles,
        new TileGrid((int) sizes[6], (int) sizes[7], (int) sizes[4], (int) sizes[5]));
  }

  /** The part of the image in a tile, as if it were an image of one tile (T.800 B.3). */
  Jpeg2000Size tile(int index) {
    int across = (int) ceiling((long) left + width - grid.left, grid.width);
    long fromLeft = grid.left + (long) (index % across) * grid.width;
    long fromTop = grid.top + (long) (index / across) * grid.height;
    int tileLeft = (int) Math.max(fromLeft, left);
    int tileTop = (int) Math.max(fromTop, top);
    return new Jpeg2000Size(
        precision,
        signed,
        tileLeft,
        tileTop,
        (int) (Math.min(fromLeft + grid.width, (long) left + width) - tileLeft),
        (int) (Math.min(fromTop + grid.height, (long) top + height) - tileTop),
        components,
        1,
        grid);
  }

  /** Image, its offset, tile, its offset; and the offset of the tiles is in the first tile. */
  private static void requireGrid(long[] sizes) throws CodecException {
    for (int i = 0; i < 2; i++) {
      if (sizes[i] > Integer.MAX_VALUE
          || sizes[2 + i] >= sizes[i]
          || sizes[4 + i] < 1
          || sizes[4 + i] > Integer.MAX_VALUE
          || sizes[6 + i] > sizes[2 + i]
          || sizes[6 + i] + sizes[4 + i] <= sizes[2 + i]) {
        throw new CodecException("The codestream's image or tile size is not valid.");
      }
    }
  }

  private static int depth(Codestream segment, FrameShape shape) throws CodecException {
    int depth = -1;
    for (int i = 0; i < shape.samplesPerPixel(); i++) {
      int own = segment.u8();
      if (segment.u16() != 0x0101) {
        throw new CodecException("Subsampled components of JPEG 2000 are not decoded.");
      }
      if (depth >= 0 && own != depth) {
        throw new CodecException("Components of different depths are not decoded.");
      }
      depth = own;
    }
    if ((depth & 0x7F) + 1 > shape.bitsAllocated()) {
      throw new CodecException("The codestream's precision does not fit the bits allocated.");
    }
    return depth;
  }

  static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
