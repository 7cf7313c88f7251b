package org.fedval.agent.dicom;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file as a whole: attributes, and every frame decoded once into a digest, one frame in
 * memory at a time. Whatever is wrong with a file is part of its {@link Inspection}. Thread-safe.
 */
public final class DicomInspector {
  /** Says that the reader has a fault of its own. */
  static final String FAILED = "The reader failed on this file.";

  private final ReaderLimits limits;
  private final Part10Reader reader;

  public DicomInspector(ReaderLimits limits) {
    this.limits = limits;
    this.reader = new Part10Reader(limits);
  }

  /** Looks at a file, or at what cannot be opened as one. */
  public Inspection inspect(Path file) {
    return contained(() -> reader.attempt(file));
  }

  /** As {@link #inspect(Path)}, of a file's bytes. */
  public Inspection inspect(byte[] file) {
    return contained(() -> reader.attempt(file));
  }

  /** Nothing that a file brings about may end the look at the next one. */
  private Inspection contained(Supplier<Part10Reader.Attempt> attempt) {
    DicomFault fault;
    try {
      return inspect(attempt.get());
    } catch (RuntimeException failedOnThisFile) {
      fault = DicomFault.unreadable(FAILED);
    } catch (OutOfMemoryError tooLargeForThisJava) {
      fault = DicomFault.unreadable("The file needs more memory than Java was given.");
    }
    return new Inspection(fault, null, null, Map.of(), 0, null);
  }

  private Inspection inspect(Part10Reader.Attempt attempt) {
    Part10Object object = attempt.object();
    if (object == null) {
      return new Inspection(attempt.fault(), null, null, Map.of(), 0, null);
    }
    DicomFault fault = attempt.fault();
    PixelFrames frames = null;
    Inspection.Pixels pixels = null;
    if (fault == null && PixelFrames.in(object.dataSet())) {
      try {
        DisplayAttributes.rescale(object.dataSet());
        frames = PixelFrames.open(object, limits);
        pixels = digest(frames);
      } catch (DicomFault refused) {
        fault = refused;
      }
    }
    return inspection(object, fault, frames, pixels);
  }

  private static Inspection inspection(
      Part10Object object,
      @Nullable DicomFault fault,
      @Nullable PixelFrames frames,
      Inspection.@Nullable Pixels pixels) {
    String uid = object.transferSyntaxUid();
    boolean named = object.namesTransferSyntax();
    return new Inspection(
        fault,
        named ? uid : null,
        named ? null : uid,
        InspectedAttributes.of(object.dataSet()),
        frames == null ? 0 : frames.layout().frames(),
        pixels);
  }

  private static Inspection.Pixels digest(PixelFrames frames) throws DicomFault {
    PixelLayout layout = frames.layout();
    MessageDigest digest = ContentDigest.sha256();
    for (int frame = 0; frame < layout.frames(); frame++) {
      digest.update(frames.reader().frame(frame).littleEndian());
    }
    return new Inspection.Pixels(
        dtype(layout), shape(layout), HexFormat.of().formatHex(digest.digest()));
  }

  private static String dtype(PixelLayout layout) {
    String kind = layout.kind() != PixelLayout.Kind.INTEGER ? "f" : layout.signed() ? "i" : "u";
    return (layout.cellBytes() == 1 ? "|" : "<") + kind + layout.cellBytes();
  }

  private static List<Long> shape(PixelLayout layout) {
    List<Long> shape = new ArrayList<>();
    if (layout.frames() > 1) {
      shape.add((long) layout.frames());
    }
    shape.add((long) layout.rows());
    shape.add((long) layout.columns());
    if (layout.samplesPerPixel() > 1) {
      shape.add((long) layout.samplesPerPixel());
    }
    return shape;
  }
}
