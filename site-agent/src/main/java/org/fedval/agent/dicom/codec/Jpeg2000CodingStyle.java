package org.fedval.agent.dicom.codec;

/**
 * Checks what a COD or COC segment (T.800 A.6.1, A.6.2) makes the library set up: a packet takes a
 * byte at least, so a short codestream cannot ask for many, and code-blocks with their layers are
 * limited.
 */
final class Jpeg2000CodingStyle {
  private static final int HIGH_THROUGHPUT = 0x40;
  private static final long MOST_BLOCK_LAYERS = 1 << 20;

  private final int codestreamBytes;
  private int layers;
  private long packets;
  private long blockLayers;

  Jpeg2000CodingStyle(int codestreamBytes) {
    this.codestreamBytes = codestreamBytes;
  }

  /** What follows is of tiles, whose packets and code-blocks count anew. */
  void startTiles() {
    packets = 0;
    blockLayers = 0;
  }

  /** The default of all components in an image or a tile. */
  void check(Codestream segment, Jpeg2000Size size) throws CodecException {
    int style = segment.u8();
    segment.u8(); // progression order, which the library checks
    layers = segment.u16();
    segment.u8(); // component transform
    if (layers == 0) {
      throw new CodecException("The codestream has no layer.");
    }
    checkComponent(segment, style, size, size.components());
  }

  /** One component's own. */
  void checkComponent(Codestream segment, Jpeg2000Size size) throws CodecException {
    if (layers == 0) {
      throw new CodecException("The codestream's coding style is not in order.");
    }
    segment.u8();
    checkComponent(segment, segment.u8(), size, 1);
  }

  private void checkComponent(Codestream segment, int style, Jpeg2000Size size, int components)
      throws CodecException {
    int levels = segment.u8();
    int blockWidth = segment.u8() + 2;
    int blockHeight = segment.u8() + 2;
    int blockStyle = segment.u8();
    segment.u8(); // wavelet
    if ((blockStyle & HIGH_THROUGHPUT) != 0) {
      throw new CodecException("High-throughput JPEG 2000 is not decoded.");
    }
    if (levels > 32
        || blockWidth > 10
        || blockHeight > 10
        || blockWidth + blockHeight > 12
        || blockStyle > 0x3F) {
      throw new CodecException("The codestream's coding style is not valid.");
    }
    for (int r = 0; r <= levels; r++) {
      int precinct = (style & 1) == 0 ? 0xFF : segment.u8();
      long width = Jpeg2000Size.ceiling(size.width(), 1L << levels - r);
      long height = Jpeg2000Size.ceiling(size.height(), 1L << levels - r);
      int acrossBits = precinct & 15;
      int downBits = precinct >> 4;
      long precincts =
          Jpeg2000Size.ceiling(width, 1L << acrossBits)
              * Jpeg2000Size.ceiling(height, 1L << downBits);
      packets += Math.max(precincts, size.tiles()) * layers * components;
      blockLayers +=
          Jpeg2000Size.ceiling(width, 1L << Math.min(blockWidth, acrossBits))
              * Jpeg2000Size.ceiling(height, 1L << Math.min(blockHeight, downBits))
              * layers
              * components;
    }
    if (packets > codestreamBytes || blockLayers > MOST_BLOCK_LAYERS) {
      throw new CodecException("The codestream is too short for the packets that it announces.");
    }
  }
}
