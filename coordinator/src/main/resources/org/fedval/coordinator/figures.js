// Shows the numbers of the report's figures at the pointer. The pictures are complete without it;
// it lays a transparent chart over each and never changes what is drawn or printed.
"use strict";

(() => {
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const MAX_LINE = 52;
  let library;
  const shown = new Set();

  // The charting program is fetched when somebody first points at a figure.
  function charts() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "/assets/echarts.js";
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  function number(value) {
    const size = Math.abs(value);
    return size !== 0 && size < 0.001 ? value.toExponential(1) : value.toFixed(3);
  }

  function wrapped(words) {
    const lines = [""];
    for (const part of words.split(/(?<=[;,:]) | /)) {
      const last = lines[lines.length - 1];
      if (last.length + part.length > MAX_LINE) {
        lines.push(part);
      } else {
        lines[lines.length - 1] = last === "" ? part : last + " " + part;
      }
    }
    return lines.join("\n");
  }

  function withLimits(value, low, high) {
    return low === undefined
      ? number(value)
      : `${number(value)} (${number(low)} to ${number(high)})`;
  }

  function words(series, point, frame) {
    if (point.words) {
      return wrapped(point.words);
    }
    const x = `${frame.x.title.replace(", logarithmic", "")}: ${withLimits(point.x, point.x_low, point.x_high)}`;
    const y = `${frame.y.title}: ${withLimits(point.y, point.y_low, point.y_high)}`;
    return `${series.name}\n${wrapped(x)}\n${wrapped(y)}`;
  }

  function place(axis, value) {
    return axis.log ? Math.log10(value) : value;
  }

  function option(figure, scale) {
    const axis = (frame, index, side) => ({
      type: "value",
      gridIndex: index,
      min: place(frame[side], frame[side].from),
      max: place(frame[side], frame[side].to),
      show: false,
      axisPointer: { snap: true, lineStyle: { color: ink("--ink-soft"), type: "dotted" }, label: { show: false } },
    });
    // Rows stand one below the other in the picture's own units.
    const rows = (frame, index) => ({
      ...axis(frame, index, "y"),
      min: frame.top,
      max: frame.bottom,
      inverse: true,
    });
    return {
      animation: false,
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        confine: true,
        axisPointer: { type: "line", axis: figure.by },
        backgroundColor: ink("--panel"),
        borderColor: ink("--ink-soft"),
        textStyle: { color: ink("--ink"), fontSize: 13, fontFamily: getComputedStyle(document.body).fontFamily },
        formatter: (hits) =>
          [...new Set(hits.map((hit) => {
            const series = figure.series[hit.seriesIndex];
            return words(series, series.points[hit.dataIndex], figure.frames[series.frame]);
          }))].slice(0, 4).join("\n"),
      },
      grid: figure.frames.map((frame) => ({
        left: frame.left * scale,
        top: frame.top * scale,
        width: (frame.right - frame.left) * scale,
        height: (frame.bottom - frame.top) * scale,
      })),
      xAxis: figure.frames.map((frame, i) => axis(frame, i, "x")),
      yAxis: figure.frames.map((frame, i) => (figure.by === "y" ? rows(frame, i) : axis(frame, i, "y"))),
      series: figure.series.map((series) => {
        const frame = figure.frames[series.frame];
        const colour = ink(`--s${series.tone % 7}`);
        return {
          type: "scatter",
          name: series.name,
          xAxisIndex: series.frame,
          yAxisIndex: series.frame,
          symbol: ["circle", "rect", "triangle", "diamond"][series.tone % 4],
          symbolSize: 11,
          clip: false,
          itemStyle: { opacity: 0 },
          emphasis: { scale: false, itemStyle: { opacity: 1, color: "transparent", borderColor: colour, borderWidth: 2.5 } },
          data: series.points.map((point) => [
            point.x === null ? place(frame.x, frame.x.from) : place(frame.x, point.x),
            point.y,
          ]),
        };
      }),
    };
  }

  class Layer {
    constructor(element, picture, data, echarts) {
      this.picture = picture;
      this.data = data;
      this.box = document.createElement("div");
      this.box.className = "hover-layer";
      this.box.setAttribute("aria-hidden", "true");
      const frame = picture.parentElement;
      frame.classList.add("hovered");
      frame.append(this.box);
      this.measure();
      this.chart = echarts.init(this.box);
      this.draw();
      new ResizeObserver(() => this.draw()).observe(picture);
      shown.add(this);
    }

    measure() {
      const at = this.picture.getBoundingClientRect();
      const around = this.picture.parentElement.getBoundingClientRect();
      this.box.style.left = `${at.left - around.left + this.picture.parentElement.scrollLeft}px`;
      this.box.style.top = `${at.top - around.top}px`;
      this.box.style.width = `${at.width}px`;
      this.box.style.height = `${at.height}px`;
      return at.width / this.data.width;
    }

    draw() {
      const scale = this.measure();
      if (scale > 0) {
        this.chart.resize();
        this.chart.setOption(option(this.data, scale), true);
      }
    }
  }

  async function begin(figure) {
    const picture = figure.querySelector("svg.figure");
    if (!picture || figure.dataset.begun) {
      return;
    }
    figure.dataset.begun = "yes";
    try {
      const [echarts, answer] = await Promise.all([charts(), fetch(figure.dataset.figure)]);
      if (answer.ok) {
        const data = await answer.json();
        if (data.schema === "fedval.figure/v1" && data.frames.length > 0) {
          new Layer(figure, picture, data, echarts);
        }
      }
    } catch {
      delete figure.dataset.begun; // the picture and its table still say everything
    }
  }

  for (const figure of document.querySelectorAll("figure[data-figure]")) {
    figure.addEventListener("pointerenter", () => begin(figure), { passive: true });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => shown.forEach((layer) => layer.draw()));
})();
