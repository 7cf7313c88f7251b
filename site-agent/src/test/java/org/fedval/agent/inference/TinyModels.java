package org.fedval.agent.inference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/**
 * A model of three nodes for tests: mean brightness m of the image, then scores {@code sigmoid(w m
 * + b)} for the findings "bright" (w = 1, b = 0) and "dark" (w = -2, b = 0.5).
 */
public final class TinyModels {
  public static final int HEIGHT = 6;
  public static final int WIDTH = 5;

  private TinyModels() {}

  public static ModelSpec spec() {
    return spec(1);
  }

  public static ModelSpec spec(int channels) {
    return new ModelSpec(
        "tiny",
        "1",
        "classification",
        List.of(new ModelSpec.Finding("dark", 1), new ModelSpec.Finding("bright", 0)),
        new ModelSpec.Input("image", channels, HEIGHT, WIDTH),
        new ModelSpec.Output("scores", 2),
        new ModelSpec.Preprocessing(HEIGHT, WIDTH, 0.5, 0.25),
        List.of(new OperatingPoint("balanced", 0.5)),
        new ModelSpec.Canaries(12, 5, 1e-5, List.of()));
  }

  public static byte[] model() {
    return model(1);
  }

  public static byte[] model(int channels) {
    return builder(channels, "Sigmoid").build().toByteArray();
  }

  /** A bundle of {@link #model()} in this folder. */
  public static LockedBundle bundle(Path folder) throws Exception {
    return bundle(folder, model(), spec());
  }

  /** A bundle with the canary scores that this machine gives. */
  public static LockedBundle bundle(Path folder, byte[] model, ModelSpec draft) throws Exception {
    Path file = folder.resolve("tiny.fvb");
    BundleWriter.write(file, filled(model, draft), model, SigningKey.generate(new SecureRandom()));
    return LockedBundle.read(file);
  }

  /** The draft with the canary scores that this machine gives. */
  public static ModelSpec filled(byte[] model, ModelSpec draft) throws Exception {
    try (OnnxEngine engine = OnnxEngine.load(model, draft, 1)) {
      return draft.withExpected(CanaryCheck.scores(engine, draft));
    }
  }

  /** A bundle whose model gives bare logits, which leave [0, 1] for very bright images. */
  public static LockedBundle unboundedBundle(Path folder) throws Exception {
    ModelSpec spec = spec();
    ModelSpec.Canaries unchecked = new ModelSpec.Canaries(1, 5, 1e-5, List.of());
    ModelSpec draft =
        new ModelSpec(
            spec.name(),
            spec.version(),
            spec.task(),
            List.of(new ModelSpec.Finding("bright", 0)),
            spec.input(),
            spec.output(),
            spec.preprocessing(),
            spec.operatingPoints(),
            unchecked);
    return bundle(folder, builder(1, "Identity").build().toByteArray(), draft);
  }

  /**
   * @param last the operator that makes scores of logits; its domain is the standard's
   */
  static ModelProto.Builder builder(int channels, String last) {
    TensorProto.Builder weights = floats("w", 1f, -2f);
    TensorProto.Builder bias = floats("b", 0f, 0.5f);
    AttributeProto.Builder axes =
        AttributeProto.newBuilder()
            .setName("axes")
            .setType(AttributeProto.AttributeType.INTS)
            .addInts(1)
            .addInts(2)
            .addInts(3);
    AttributeProto.Builder keep =
        AttributeProto.newBuilder()
            .setName("keepdims")
            .setType(AttributeProto.AttributeType.INT)
            .setI(0);
    AttributeProto.Builder shape =
        AttributeProto.newBuilder()
            .setName("axes")
            .setType(AttributeProto.AttributeType.INTS)
            .addInts(1);
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(value("image", channels, HEIGHT, WIDTH))
            .addOutput(value("scores", 2))
            .addInitializer(weights)
            .addInitializer(bias)
            .addNode(node("ReduceMean", "mean", "image").addAttribute(axes).addAttribute(keep))
            .addNode(node("Unsqueeze", "column", "mean").addAttribute(shape))
            .addNode(node("Mul", "weighted", "column", "w"))
            .addNode(node("Add", "logits", "weighted", "b"))
            .addNode(node(last, "scores", "logits"));
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
        .setGraph(graph);
  }

  static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output);
  }

  static TensorProto.Builder floats(String name, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor;
  }

  static ValueInfoProto.Builder value(String name, long... afterBatch) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long dim : afterBatch) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)));
  }
}
