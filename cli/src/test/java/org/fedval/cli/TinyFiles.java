package org.fedval.cli;

import ai.onnx.proto.OnnxMl;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;

/** A model of two nodes, and images for it. */
final class TinyFiles {
  /** The name of the bundle. */
  static final String BUNDLE = "tiny.fvb";

  static final String YAML =
      """
      schema: fedval.model/v1
      name: tiny
      version: "1"
      task: classification
      findings: [{name: bright, output: 0}]
      input: {name: image, type: float32, layout: NCHW, shape: [batch, 1, 1, 1]}
      output: {name: scores, type: float32, shape: [batch, 1], activation: sigmoid-in-graph}
      preprocessing:
        recipe: fedval.cxr-grayscale/1
        height: 1
        width: 1
        mean: 0.5
        std: 0.25
        interpolation: bilinear-half-pixel-edge-clamp
        window: first-or-full-range
      operating_points: {balanced: 0.5}
      canaries: {count: 3, seed: 9, tolerance: 0.0001}
      """;

  private TinyFiles() {}

  /** Writes {@code tiny.onnx} and {@code tiny.yaml}. */
  static void model(Path folder) throws Exception {
    Files.write(folder.resolve("tiny.onnx"), model("Sigmoid").build().toByteArray());
    Files.writeString(folder.resolve("tiny.yaml"), YAML);
  }

  /** {@code fedval bundle create} of these two, with further arguments. */
  static Fedval bundle(Path folder, Object... more) {
    List<Object> args = new ArrayList<>(List.of("bundle", "create"));
    args.addAll(List.of("--model", folder.resolve("tiny.onnx")));
    args.addAll(List.of("--model-spec", folder.resolve("tiny.yaml")));
    args.addAll(List.of("--out", folder.resolve(BUNDLE)));
    args.addAll(List.of(more));
    return Fedval.run(args.toArray());
  }

  /** An image of 8 bits. */
  static void image(Path file, String uid, int rows, int columns, byte[] cells) throws Exception {
    write(file, header(uid, rows, columns, 8).pixels8(cells));
  }

  /** An image of 16 bits, all zero. */
  static void largeImage(Path file, String uid, int rows, int columns) throws Exception {
    write(file, header(uid, rows, columns, 16).pixels16(new short[rows * columns]));
  }

  private static void write(Path file, DataSetBuilder image) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      Part10Writer.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image.build());
    }
  }

  private static DataSetBuilder header(String uid, int rows, int columns, int bits) {
    return DataSet.builder()
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
        .text(Tag.SOP_INSTANCE_UID, uid)
        .integer(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .integer(Tag.ROWS, rows)
        .integer(Tag.COLUMNS, columns)
        .integer(Tag.BITS_ALLOCATED, bits)
        .integer(Tag.BITS_STORED, bits)
        .integer(Tag.HIGH_BIT, bits - 1)
        .integer(Tag.PIXEL_REPRESENTATION, 0);
  }

  /** Flatten, then one operator: the score of an image of one pixel. */
  static OnnxMl.ModelProto.Builder model(String last) {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(11))
        .setGraph(
            OnnxMl.GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("image", 1, 1, 1))
                .addOutput(value("scores", 1))
                .addNode(node("Flatten", "image", "flat"))
                .addNode(node(last, "flat", "scores")));
  }

  private static OnnxMl.NodeProto.Builder node(String type, String input, String output) {
    return OnnxMl.NodeProto.newBuilder().setOpType(type).addInput(input).addOutput(output);
  }

  private static OnnxMl.ValueInfoProto.Builder value(String name, long... afterBatch) {
    OnnxMl.TensorShapeProto.Builder shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long dim : afterBatch) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    OnnxMl.TypeProto.Tensor.Builder tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor));
  }
}
