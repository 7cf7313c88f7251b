package org.fedval.cli.demo;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The demo's model: a small ONNX graph made of hand-designed filters, for 128 x 128 grayscale
 * pictures preprocessed by {@code fedval.cxr-grayscale/1} with mean 0.5 and std 0.25. Input {@code
 * image} is [batch, 1, 128, 128], output {@code scores} is [batch, 2] in [0, 1]: nodule, effusion.
 * It is imperfect on purpose and of no clinical use.
 */
public final class DemoModel {
  private static final int IR_VERSION = 10;
  private static final int OPSET = 17;

  private DemoModel() {}

  /** The model file. The same bytes on every machine. */
  public static byte[] build() {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("fedval-demo")
            .setProducerVersion("1")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph().build())
            .build();
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      model.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("An array of the right size refused the model.", impossible);
    }
    return bytes;
  }

  private static OnnxGraph graph() {
    int side = DemoFilters.SIDE;
    OnnxGraph graph = new OnnxGraph("fedval-demo");
    graph.input("image", 1, side, side);
    graph.output("scores", 2);
    addContrast(graph);
    addFluid(graph);
    addBlobs(graph);
    graph.node("Concat", "blob_logit fluid_logit", "logits", OnnxGraph.integer("axis", 1));
    graph.node("Sigmoid", "logits", "scores");
    return graph;
  }

  /** How bright the lungs are and how much brighter the belly is, per picture. */
  private static void addContrast(OnnxGraph graph) {
    graph.shape("flat_shape", 0, DemoFilters.PIXELS);
    graph.floats("sum_weights", DemoFilters.sums(), DemoFilters.PIXELS, 3);
    graph.floats("least_contrast", new float[] {0.3f}, 1);
    graph.node("Reshape", "image flat_shape", "flat");
    graph.node("MatMul", "flat sum_weights", "sums");
    graph.node("Split", "sums", "lung raw_contrast fluid_sum", OnnxGraph.integer("axis", 1));
    graph.node("Max", "raw_contrast least_contrast", "contrast");
  }

  private static void addFluid(OnnxGraph graph) {
    graph.floats("fluid_bias", new float[] {DemoFilters.FLUID_BIAS}, 1);
    graph.node("Div", "fluid_sum contrast", "fluid");
    graph.node("Add", "fluid fluid_bias", "fluid_logit");
  }

  /** The strongest bright blob in a dark part of the lung field at each scale. */
  private static void addBlobs(OnnxGraph graph) {
    int side = DemoFilters.SIDE;
    int scales = DemoFilters.SCALE_COUNT;
    int margin = DemoFilters.KERNEL / 2;
    int channels = DemoFilters.DIRECTIONS * scales;
    graph.floats(
        "line_filters",
        DemoFilters.lineFilters(),
        channels,
        1,
        DemoFilters.KERNEL,
        DemoFilters.KERNEL);
    graph.floats("lung_field", DemoFilters.lungField(), 1, 1, side, side);
    graph.floats("dark_share", new float[] {0.45f}, 1);
    graph.floats("dark_slope", new float[] {6f}, 1);
    graph.floats("blob_weights", DemoFilters.BLOB_WEIGHTS, scales, 1);
    graph.floats("blob_bias", new float[] {DemoFilters.BLOB_BIAS}, 1);
    graph.shape("pixel_shape", 0, 1, 1, 1);
    graph.node(
        "AveragePool",
        "image",
        "local",
        OnnxGraph.integers("kernel_shape", 9, 9),
        OnnxGraph.integers("pads", 4, 4, 4, 4),
        OnnxGraph.integer("count_include_pad", 1));
    graph.node("Mul", "contrast dark_share", "dark_step");
    graph.node("Add", "lung dark_step", "dark_limit_row");
    graph.node("Reshape", "dark_limit_row pixel_shape", "dark_limit");
    graph.node("Sub", "dark_limit local", "below_limit");
    graph.node("Mul", "below_limit dark_slope", "dark_logit");
    graph.node("Sigmoid", "dark_logit", "dark");
    graph.node("Mul", "dark lung_field", "open_lung");
    graph.node(
        "Conv",
        "image line_filters",
        "lines",
        OnnxGraph.integers("pads", margin, margin, margin, margin));
    graph.node("Split", "lines", "line0 line1 line2 line3", OnnxGraph.integer("axis", 1));
    graph.node("Min", "line0 line1 line2 line3", "blobs");
    graph.node("Relu", "blobs", "bright_blobs");
    graph.node("Mul", "bright_blobs open_lung", "lung_blobs");
    graph.node(
        "ReduceMax",
        "lung_blobs",
        "strongest",
        OnnxGraph.integers("axes", 2, 3),
        OnnxGraph.integer("keepdims", 0));
    graph.node("Div", "strongest contrast", "blob_strength");
    graph.node("MatMul", "blob_strength blob_weights", "blob_sum");
    graph.node("Add", "blob_sum blob_bias", "blob_logit");
  }
}
