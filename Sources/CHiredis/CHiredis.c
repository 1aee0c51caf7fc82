int galley_x;
