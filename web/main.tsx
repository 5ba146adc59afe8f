import { render } from 'preact';
import './styles/main.css';

const root = document.getElementById('app');
if (root) render(<main />, root);
