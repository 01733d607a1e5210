/** Standard normal quantile of 97.5 %: what makes a two-sided interval of 95 %. */
export const Z95 = 1.959964;
